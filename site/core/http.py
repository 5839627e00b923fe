"""What Django leaves to do about requests."""

from io import BytesIO

from django.http import HttpRequest, QueryDict


def sent_form(request: HttpRequest) -> QueryDict:
    """The form in the body of a request of any method; Django itself reads that of POST only.

    The body stays readable for whoever reads it next. Raises what Django raises for a body that is too large or broken.
    """
    if request.method == "POST":
        return request.POST
    if request.content_type == "multipart/form-data":
        form, _files = request.parse_file_upload(request.META, BytesIO(request.body))
        return form
    return QueryDict(request.body, encoding=request.encoding)
