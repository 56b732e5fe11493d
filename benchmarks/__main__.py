"""`make bench`: every measurement, one after the other."""

from benchmarks import audit, compression, intake, rights

if __name__ == "__main__":
    intake.main()
    audit.main()
    rights.main()
    compression.main()
