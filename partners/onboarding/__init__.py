"""How an onboarding is asked for: one set of forms, filled in by hand in the admin or from a YAML file."""
