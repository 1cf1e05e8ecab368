"""The pictures of this floor: of a service for everybody, of a garden and of who comes for those it concerns."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coop import picture
from coop.errors import NotFound
from coop.permission import Permission, allow, current, public
from coop.web import shown
from orders import job, order, order_photo, service
from orders.hours import NotYourJob
from orders.job_list import of_order
from orders.web import catalogue, desk, my_jobs, ordering


@catalogue.pages.get("/plaatje/<slug>")
@public
def service_picture(slug: str) -> ResponseReturnValue:
    """What a service looks like."""
    return shown.picture(picture.found(service.by_slug(slug).picture_sha), for_all=True)


@ordering.pages.get("/bestelling/<token>/foto/<int:place>")
@public
def photo(token: str, place: int) -> ResponseReturnValue:
    """A photo that was sent along, for who has the link of the order."""
    return shown.picture(order_photo.file_of(order.by_token(token), place))


@ordering.pages.get("/bestelling/<token>/wie/<int:member_id>")
@public
def portrait(token: str, member_id: int) -> ResponseReturnValue:
    """The face of a member who comes for this order and agreed to be seen."""
    for one in of_order(order.by_token(token)):
        for assignment in one.assignments:
            if assignment.member_id == member_id:
                return shown.picture(picture.found(assignment.member.portrait_sha))
    raise NotFound(gettext("Deze foto is er niet (meer)."))


@desk.pages.get("/bestellingen/<int:order_id>/foto/<int:place>")
@allow(Permission.ORDERS_DECIDE)
def order_photo_shown(order_id: int, place: int) -> ResponseReturnValue:
    """A photo that was sent along, for who plans the work."""
    return shown.picture(order_photo.file_of(order.by_id(order_id), place))


@my_jobs.pages.get("/mijn/klussen/<int:job_id>/foto/<int:place>")
@allow(Permission.HOURS_OWN)
def job_photo(job_id: int, place: int) -> ResponseReturnValue:
    """A photo that was sent along, for who does the work."""
    mine = job.by_id(job_id)
    if mine.order is None or current().member_id not in {one.member_id for one in mine.assignments}:
        raise NotYourJob(gettext("Deze klus staat niet op jouw naam."))
    return shown.picture(order_photo.file_of(mine.order, place))
