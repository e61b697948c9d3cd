"""Letters of mail programs: .eml, .msg, winmail.dat, sealed mail; their headers, parts and encodings."""
