"""Members one by one: applying, deciding, resigning, and how each takes part."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import SelectChoice

from coop import clock, wijk
from coop.errors import NotFound, Refusal, Stale
from coop.forms import Form
from coop.languages import spoken, told
from coop.permission import Permission, allow, public
from members import admission, engagement, member, party, throttle
from members import talent as talents
from members.contribution import dues_of
from members.forms.members import (
    AdmissionForm,
    ApplicationForm,
    EngagementForm,
    FinishForm,
    RefusalForm,
    ResignationForm,
    TalentsForm,
)
from members.member import Member, MemberState
from members.web import who

pages = Blueprint("members", __name__)


@pages.route("/lid-worden", methods=["GET", "POST"])
@public
def apply() -> ResponseReturnValue:
    """Let anybody ask to become a member."""
    form = ApplicationForm(city=wijk.current().city)
    form.talents.choices = [SelectChoice(talent.id, told(talent.name)) for talent in talents.all_talents()]
    if not form.validate_on_submit():
        return render_template("members/apply.html", form=form), 422 if form.errors else 200
    try:
        address = who.fingerprint(request.remote_addr or "")
        throttle.count_try("apply", who.fingerprint(form.email.data), address)
        person = party.find_or_make_person(
            name=f"{form.given_name.data} {form.family_name.data}",
            email=form.email.data,
            phone=form.phone.data or "",
            street=form.street.data,
            house_number=form.house_number.data,
            postcode=form.postcode.data or "",
            city=form.city.data,
            language=spoken(),
        )
        member.apply(person, wish=form.wish.data or "", talents=talents.chosen(form.talents.data or []))
    except Refusal as refusal:
        form.refuse(refusal)
        return render_template("members/apply.html", form=form), 422
    return redirect(url_for("members.applied"), 303)


@pages.get("/lid-worden/bedankt")
@public
def applied() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("members/applied.html")


@pages.get("/leden/aanvragen")
@allow(Permission.PEOPLE_READ)
def applications() -> ResponseReturnValue:
    """Who waits for a decision of the board."""
    return render_template("members/applications.html", applicants=member.applicants())


@pages.get("/leden/<int:member_id>")
@allow(Permission.PEOPLE_READ)
def show(member_id: int) -> ResponseReturnValue:
    """One member, or applicant."""
    return _page(member.find(member_id))


@pages.post("/leden/<int:member_id>/toelating")
@allow(Permission.MEMBERS_DECIDE)
def admit(member_id: int) -> ResponseReturnValue:
    """Admit an applicant."""
    found, form = member.find(member_id, to_change=True), AdmissionForm()
    if form.validate_on_submit():
        try:
            admission.welcome(found, form.on.data)
            flash(gettext("%(name)s is lid, met nummer %(number)s.", name=found.name, number=found.number))
            return _back(found)
        except Refusal as refusal:
            _shown_in(form, refusal)
    return _page(found, admission=form), 422


@pages.post("/leden/<int:member_id>/afwijzing")
@allow(Permission.MEMBERS_DECIDE)
def refuse(member_id: int) -> ResponseReturnValue:
    """Turn an applicant down."""
    found, form = member.find(member_id, to_change=True), RefusalForm()
    if form.validate_on_submit():
        admission.turn_down(found, form.because.data)
        flash(gettext("De aanvraag van %(name)s is afgewezen.", name=found.name))
        return redirect(url_for("members.applications"), 303)
    return _page(found, refusal=form), 422


@pages.post("/leden/<int:member_id>/opzegging")
@allow(Permission.MEMBERS_DECIDE)
def resign(member_id: int) -> ResponseReturnValue:
    """End a membership."""
    found, form = member.find(member_id, to_change=True), ResignationForm()
    if form.validate_on_submit() and form.on.data:
        try:
            found.resign(form.on.data, form.because.data or "")
            flash(gettext("De opzegging van %(name)s is bewaard.", name=found.name))
            return _back(found)
        except Refusal as refusal:
            _shown_in(form, refusal)
    return _page(found, resignation=form), 422


@pages.post("/leden/<int:member_id>/inzet")
@allow(Permission.PEOPLE_EDIT)
def engage(member_id: int) -> ResponseReturnValue:
    """Let a member take part."""
    found, form = member.find(member_id, to_change=True), EngagementForm()
    if form.validate_on_submit() and form.begin.data:
        try:
            engagement.engage(found, form.kind.data, form.begin.data, form.end.data)
            flash(gettext("De inzet is bewaard."))
            return _back(found)
        except Refusal as refusal:
            _shown_in(form, refusal)
    return _page(found, engagement=form), 422


@pages.post("/leden/<int:member_id>/inzet/<int:engagement_id>/einde")
@allow(Permission.PEOPLE_EDIT)
def finish(member_id: int, engagement_id: int) -> ResponseReturnValue:
    """End a way of taking part."""
    found, form = member.find(member_id, to_change=True), FinishForm()
    ending = engagement.find(member_id, engagement_id)
    if form.validate_on_submit() and form.end.data:
        try:
            ending.finish(form.end.data)
            flash(gettext("De inzet eindigt op die dag."))
            return _back(found)
        except Refusal as refusal:
            _shown_in(form, refusal)
    return _page(found, finish=form, finishing=ending), 422


@pages.post("/leden/<int:member_id>/talenten")
@allow(Permission.PEOPLE_EDIT)
def set_talents(member_id: int) -> ResponseReturnValue:
    """Say what a member is good at."""
    found, form = member.find(member_id, to_change=True), _talents_form()
    if form.validate_on_submit():
        found.talents = talents.chosen(form.talents.data or [])
        flash(gettext("De talenten zijn bewaard."))
        return _back(found)
    return _page(found, talents=form), 422


def _page(found: Member, finishing: engagement.Engagement | None = None, **typed: Form) -> str:
    today, engagements = clock.today(), engagement.history(found.id)
    forms: dict[str, Form] = {
        "admission": AdmissionForm(formdata=None, on=today),
        "refusal": RefusalForm(formdata=None),
        "resignation": ResignationForm(formdata=None, on=today),
        "engagement": EngagementForm(formdata=None, begin=today),
        "talents": _talents_form(found),
    }
    for one in engagements:
        forms[f"finish-{one.id}"] = FinishForm(formdata=None, end=today)
    if finishing is not None:
        typed[f"finish-{finishing.id}"] = typed.pop("finish")
    for name, form in (forms | typed).items():
        for field in form:  # many forms on one page: each field is told apart
            field.id = f"{name}-{field.id}"
    return render_template(
        "members/show.html",
        member=found,
        engagements=engagements,
        dues=dues_of(found.id),
        states=MemberState,
        forms=forms | typed,
        today=today,
    )


def _talents_form(found: Member | None = None) -> TalentsForm:
    form = TalentsForm(formdata=None, talents=[talent.id for talent in found.talents]) if found else TalentsForm()
    form.talents.choices = [SelectChoice(talent.id, talent.name) for talent in talents.all_talents()]
    return form


def _back(found: Member) -> ResponseReturnValue:
    return redirect(url_for("members.show", member_id=found.id), 303)


def _shown_in(form: Form, refusal: Refusal) -> None:
    # Somebody else was first, or it is not there: that needs a page of its own, not a field.
    if isinstance(refusal, (Stale, NotFound)):
        raise refusal
    form.refuse(refusal)
