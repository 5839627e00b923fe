"""Model fields that every app uses."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.utils.text import capfirst
from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A StreamField that keeps its block definitions out of migrations.

    Blocks are stored as JSON, so editing a block definition changes no column; a migration for each edit would only be
    noise, and historical models need no blocks.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class ChoiceArrayField(ArrayField):
    """Some of a few choices, ticked in the form instead of typed with commas."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            choices=self.base_field.choices or [],
            coerce=self.base_field.to_python,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )
