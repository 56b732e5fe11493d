"""Data sets in the format of FollowTheMoney: entities and links that need two readings of a file."""
