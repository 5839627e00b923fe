"""Turns the blocks of a data file into the stored form of a body."""

import uuid
from typing import Any

from wagtail.models import Collection

from home.demo import media

Block = dict[str, Any]


class BodyBuilder:
    """Makes the bodies of one item. Both languages get the same block ids and media."""

    def __init__(self, seed: str, topic: str, collection: Collection) -> None:
        self.seed = seed
        self.topic = topic
        self.collection = collection

    def build(self, blocks: list[Block]) -> list[Block]:
        """The raw stream data of `[{heading: …}, {paragraph: …}, …]`."""
        return [
            {"type": kind, "value": self._value(kind, value, index), "id": self._id(index)}
            for index, block in enumerate(blocks)
            for kind, value in block.items()
        ]

    def _id(self, *place: int) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.seed}/{place}"))

    def _value(self, kind: str, value: Any, index: int) -> Any:
        make = getattr(self, f"_{kind}", None)
        return make(value, index) if make else value

    def _key_points(self, points: list[str], index: int) -> list[Block]:
        return [
            {"type": "item", "value": point, "id": self._id(index, position)} for position, point in enumerate(points)
        ]

    def _image(self, value: Block, index: int) -> Block:
        image = media.picture(value["motif"], f"{self.seed}-{index}", self.topic, value["alt"], self.collection)
        return {"image": image.pk, **{name: value.get(name, "") for name in ("alt", "caption", "credit")}}

    def _document(self, value: Block, index: int) -> Block:
        stored = media.document(f"{self.seed}-{index}", value["title"], self.collection)
        return {"document": stored.pk, "title": value["title"]}

    def _table(self, value: Block, index: int) -> Block:
        return {
            "data": [value["header"], *value["rows"]],
            "table_caption": value.get("caption", ""),
            "table_header_choice": "row",
            "first_row_is_table_header": True,
            "first_col_is_header": False,
        }

    def _call_to_action(self, value: Block, index: int) -> Block:
        return {"label": value["label"], "url": value["url"], "page": None}
