"""The screens about partners in the admin. Each module holds one: its form, its views and its addresses."""
