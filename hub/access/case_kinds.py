"""Kinds of cases that measures are taken in, for the grounds of purposes."""

#: Property is looked for and controlled in enforcement and in preservation; an objection, a review, a supervision, a
#: penalty or a bankruptcy application is about something else (R-AS-01).
ENFORCING = ("INITIAL", "RESUMED", "PRESERVATION")
