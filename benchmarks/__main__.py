"""`make bench`: every measurement, one after the other."""

from benchmarks import audit, intake, rights, screening

if __name__ == "__main__":
    intake.main()
    audit.main()
    rights.main()
    screening.main()
