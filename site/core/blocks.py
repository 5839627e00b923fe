"""The building blocks of a body. Each has its template in templates/blocks/."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import StringSegmentValue

INLINE_FEATURES = ["bold", "italic", "link", "ol", "ul", "document-link", "superscript"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; the page's title is the first."""

    class Meta:
        icon = "title"
        template = "blocks/heading.html"
        label = _("Heading")


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        template = "blocks/paragraph.html"
        label = _("Text")


class ImageBlock(blocks.StructBlock):
    """An image with the text that stands for it where it cannot be seen, and whose it is."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        required=False,
        max_length=255,
        label=_("Alternative text"),
        help_text=_("What the image shows, for people who cannot see it. Leave blank only for a decoration."),
    )
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))
    credit = blocks.CharBlock(required=False, max_length=255, label=_("Credit"))

    class Meta:
        icon = "image"
        template = "blocks/image.html"
        label = _("Image")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks: they are added."))
    source = blocks.CharBlock(required=False, max_length=255, label=_("Source"))

    class Meta:
        icon = "openquote"
        template = "blocks/quote.html"
        label = _("Quotation")


class KeyPointsBlock(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(blocks.CharBlock(label=_("Point"), max_length=300), min_num=1, max_num=7, **kwargs)

    class Meta:
        icon = "tick-inverse"
        template = "blocks/key_points.html"
        label = _("Key points")


class EmbedBlock(blocks.StructBlock):
    """A video, a podcast or a map elsewhere, played on request (`core.players`) or linked to.

    The page itself asks nothing of a third party.
    """

    title = blocks.CharBlock(max_length=255, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "media"
        template = "blocks/embed.html"
        label = _("Media by link")


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        required=False, max_length=255, label=_("Title"), help_text=_("Leave blank for the title of the document.")
    )

    class Meta:
        icon = "doc-full"
        template = "blocks/document.html"
        label = _("Document")


class CallToActionBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=80, label=_("Label"))
    page = blocks.PageChooserBlock(required=False, label=_("Page of this site"))
    url = blocks.URLBlock(required=False, label=_("Or an address elsewhere"))

    class Meta:
        icon = "link"
        template = "blocks/call_to_action.html"
        label = _("Call to action")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        is_draft = not any(cleaned.values())
        if not is_draft and bool(cleaned["page"]) == bool(cleaned["url"]):
            message = blocks.StructBlockValidationError(
                non_block_errors=[_("Choose either a page of this site or an address elsewhere.")]
            )
            raise message
        return cleaned


class TableBlock(WagtailTableBlock):
    """A table whose cells and caption are offered to the translators one by one."""

    CAPTION = "caption"

    class Meta:
        icon = "table"
        template = "blocks/table.html"
        label = _("Table")

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        """One segment for the caption and one for each cell that has text; paths are `caption` and `row-column`."""
        if not value:
            return []
        segments = [StringSegmentValue(self.CAPTION, value.get("table_caption") or "")]
        segments += [
            StringSegmentValue(f"{row}-{column}", cell or "")
            for row, cells in enumerate(value.get("data", []))
            for column, cell in enumerate(cells)
        ]
        return [segment for segment in segments if not segment.is_empty()]

    def restore_translated_segments(self, value: dict[str, Any], segments: list[StringSegmentValue]) -> dict[str, Any]:
        """The table with its texts replaced by those of `segments`."""
        table = value | {"data": [list(cells) for cells in value.get("data", [])]}
        for segment in segments:
            if segment.path == self.CAPTION:
                table["table_caption"] = segment.render_text()
            else:
                row, column = map(int, segment.path.split("-"))
                table["data"][row][column] = segment.render_text()
        return table


class BodyBlock(blocks.StreamBlock):
    """What a body may be made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock(features=INLINE_FEATURES)
    key_points = KeyPointsBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    table = TableBlock()
    document = DocumentBlock()
    embed = EmbedBlock()
    call_to_action = CallToActionBlock()
