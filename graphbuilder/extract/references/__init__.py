"""References: pronouns, noun phrases and titles that stand for a name."""
