"""What the law says: kinds of demands, terms, the working calendar, rule sets, duties, explanations. Pure."""
