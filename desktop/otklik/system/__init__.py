"""The ground floor: paths, atomic files, errors, words, clock, logs. Imports nothing of ours."""
