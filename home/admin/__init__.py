"""What makes Wagtail's admin the portal's: its colours, the help of a new editor, the columns of an area."""
