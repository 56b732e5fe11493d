"""`make bench`: every measurement, one after the other."""

from benchmarks import intake

if __name__ == "__main__":
    intake.main()
