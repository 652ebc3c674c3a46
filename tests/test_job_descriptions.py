"""The builder of job descriptions, its files, the page of the check, and interview sheets."""

import csv
import io
import json
import logging
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from careers.caching.addresses import address_of
from careers.jobs.builder import Builder
from careers.jobs.check import views as check_views
from careers.jobs.check.report import Report
from careers.jobs.role import load_job_role
from careers.observing import errors, metrics
from careers.observing.wrapper import wrap
from careers.safety.limits import name_for
from roles.models import Necessity, Need, Role, RouteKind, Seniority
from skills.levels import Level
from skills.models import Skill
from sources.publication import Status

from .factories import (
    make_choice,
    make_claim,
    make_descriptor,
    make_duty,
    make_experience,
    make_old_address,
    make_requirement,
    make_responsibility,
    make_role,
    make_route,
    make_route_into_role,
    make_skill,
)
from .html import parse
from .readers import request_for
from .wsgi import ask, connection_kept

pytestmark = pytest.mark.django_db

BUILDER, CHECK, SHEET = "/roles/weaver/job-description/", "/job-descriptions/check/", "/roles/weaver/interview/"
FILES = [f"/roles/weaver/job-description.{ending}" for ending in ("md", "html", "txt", "docx", "pdf", "jsonld")]
PAY = {"pay_from": "30000", "pay_to": "35000", "currency": "gbp", "per": "year"}


@pytest.fixture
def weaver():
    """A role with a duty, an essential skill, a desirable one, a choice and a degree, of one document."""
    claim = make_claim()
    role = make_role("weaver", seniority=Seniority.JUNIOR, claims=[claim])
    looms = make_skill("looms")
    make_requirement(role=role, skill=looms, level=Level.WORKING, claims=[claim])
    make_descriptor(skill=looms, level=Level.WORKING, text="weave cloth")
    make_requirement(role=role, skill=make_skill("dye"), need=Need.DESIRABLE)
    fibre = make_choice("fibre", role=role, need=Need.MENTIONED)
    for slug in ("silk", "wool"):
        make_requirement(choice=fibre, skill=make_skill(slug))
    make_duty(role=role, responsibility=make_responsibility("weave-cloth"), involvement=3, claims=[claim])
    make_route_into_role(role=role, route=make_route("degree", kind=RouteKind.DEGREE), necessity=Necessity.REQUIRED)
    make_experience(role=role, years_from=1, years_to=2)
    return role


def test_a_description_begins_with_what_the_sources_call_for(client, weaver):
    page = parse(client.get(BUILDER))

    links = {link.text: link.attributes["href"] for listed in page.all("ul", css="lines") for link in listed.all("a")}
    assert {text: address for text, address in links.items() if "#" in address and "sources" not in address} == {
        "Weave cloth": "/roles/weaver/#duty-weave-cloth",
        "Looms": "/roles/weaver/#skill-looms",
        "Dye": "/roles/weaver/#skill-dye",
        "Degree": "/roles/weaver/#way-degree",
    }
    assert page.one("article").texts("h3") == [
        "What you will do", "What you need", "What would help", "Ways in: any one of these",
    ]  # fmt: skip
    assert "Looms (working): you can weave cloth" in page.one("article").text
    anchors = {element.attributes.get("id") for element in parse(client.get("/roles/weaver/")).walk()}
    assert {
        address.partition("#")[2] for address in links.values() if "#" in address and "/roles/" in address
    } <= anchors


def test_what_is_chosen_stands_in_the_address_and_nowhere_else(client, weaver):
    chosen = "chosen=1&org=Mill+%26+Co&place=Leeds&must=any.fibre&nice=looms&nice=any.fibre&must=nothing"
    builder = Builder(load_job_role("weaver"), QueryDict(f"{chosen}&{urlencode(PAY)}"))

    assert {kind: [option.key for option in options] for kind, options in builder.chosen.items()} == {
        "duty": [], "must": ["any.fibre"], "nice": ["looms"], "way": [],
    }  # fmt: skip
    assert builder.wishes.unknown == ["nothing"]
    assert builder.description.facts == (("Place", "Leeds"), ("Pay", "GBP 30,000–35,000 a year"))
    again = Builder(load_job_role("weaver"), QueryDict(urlsplit(builder.address).query))
    assert (again.description, again.address) == (builder.description, builder.address)
    assert parse_qs(urlsplit(builder.address).query)["org"] == ["Mill & Co"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pay_from": "a lot"}, ["Pay from: Write a plain number, such as 42000."]),
        (PAY | {"pay_to": "2"}, ["Pay to: It ends below where it begins: write the higher amount here."]),
        (PAY | {"currency": "e1"}, ["Currency: Write the three letters of the currency, such as EUR."]),
        (PAY | {"per": ""}, ["For: Say for how long the pay is: a year, a month, a day, an hour."]),
        ({"mode": "lunar"}, ["Way of working: “lunar” is none of the choices; choose another."]),
        ({"closes": "soon"}, ["Closing date: Write the date as 2026-12-31."]),
        ({"org": "x" * 121}, ["Organisation: Ensure this value has at most 120 characters (it has 121)."]),
    ],
)
def test_what_cannot_be_used_is_said_kept_in_its_field_and_left_out(client, weaver, given, said):
    page = parse(client.get(BUILDER, {"chosen": "1", "place": "Leeds", **given}))

    assert page.one("div", role="alert").texts("li") == said
    [(name, typed)] = list(given.items())[:1]
    assert page.one(id="id_place").attributes["value"] == "Leeds"
    assert typed in (page.one(id=f"id_{name}").attributes.get("value", typed))
    assert page.one("article").texts("dd") == ["Leeds"]


def test_what_we_advise_is_told_from_what_the_sources_say(client, weaver):
    page = parse(client.get(BUILDER, {"chosen": "1", "must": "dye", "way": "degree"}))

    assert [text.partition(" Change it")[0] for text in page.one("details", css="advice").texts("li")] == [
        page.one("details", css="advice").texts("li")[0].partition(" Change it")[0],
        "Dye is a must here and is not called essential in the sources.",
        "The sources call essential, and it is left out: Looms.",
        "Degrees are the only ways in that you name. The description says that experience counts as much; name other "
        "ways if you take them. our advice",
        "Not said yet: organisation and place. our advice",
    ]
    assert "Directive (EU) 2023/970, Article 5" in page.one("details", css="advice").texts("li")[0]


def test_nothing_stands_for_the_licence_of_a_regulated_profession(client, weaver):
    Role.objects.filter(pk=weaver.pk).update(is_regulated=True)
    page = parse(client.get(BUILDER, {"chosen": "1", "way": "degree"}))

    assert (page.one("article").texts("h3"), page.one("article").one("ul", css="lines").texts("a")[:1]) == (
        ["Education and licence"], ["Degree"],
    )  # fmt: skip
    assert not [said for said in ("count the same", "counts as much", "learned the same") if said in page.text]


def test_htmx_gets_the_description_alone(client, weaver):
    part = client.get(BUILDER, {"chosen": "1", "org": "Mill"}, headers={"HX-Request": "true"})

    page = parse(part)
    assert (page.all("form"), page.one("article").texts("h2")) == ([], ["Weaver, Mill"])
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("address", [BUILDER, *FILES, SHEET, "/roles/weaver/interview.csv"])
def test_a_role_that_is_not_published_is_not_there(client, weaver, address):
    assert client.get(address).status_code == 200

    Role.objects.update(status=Status.DRAFT)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [BUILDER, FILES[0], SHEET])
def test_old_names_lead_on(client, weaver, address):
    make_old_address("role", "spinner", replaced_by="weaver")
    make_old_address("skill", "frames", replaced_by="looms")

    renamed = client.get(address.replace("weaver", "spinner") + "?chosen=1")
    merged = client.get(f"{address}?chosen=1&must=frames")

    assert (renamed.status_code, renamed["Location"]) == (301, f"{address}?chosen=1")
    assert (merged.status_code, merged["Location"]) == (301, f"{address}?chosen=1&must=looms")


@pytest.mark.parametrize("address", FILES)
def test_files_are_taken_away_with_the_address_of_each_statement(client, weaver, address):
    response = client.get(address, {"chosen": "1", "must": "looms", "links": "1"})
    ending = address.rpartition(".")[2]

    assert response["Content-Disposition"] == f'attachment; filename="weaver-job-description.{ending}"'
    if ending in ("md", "html", "txt"):
        assert "http://testserver/roles/weaver/#skill-looms" in response.content.decode()
    if ending == "jsonld":
        assert json.loads(response.content)["skills"] == ["Looms"]


@pytest.mark.parametrize("count", [1, 3])
def test_no_line_costs_a_query(client, weaver, django_assert_num_queries, count):
    for number in range(count):
        skill = make_skill(f"more-{number}")
        make_descriptor(skill=skill)
        make_requirement(role=weaver, skill=skill, level=Level.WORKING)
    client.get(BUILDER)

    with django_assert_num_queries(10):
        client.get(BUILDER)
    with django_assert_num_queries(10):
        client.get(SHEET)


@pytest.mark.parametrize("address", [BUILDER, FILES[4], SHEET])
def test_what_anybody_can_make_up_is_not_kept(address):
    assert address_of(request_for(address)).query == ""
    assert address_of(request_for(f"{address}?must=x")) is None


def test_what_is_worked_out_for_one_reader_is_limited():
    assert {name_for(address, "") for address in (BUILDER, *FILES, CHECK)} == {"documents"}
    assert name_for("/roles/weaver/", "") is None


# --- Interview sheets -----------------------------------------------------------------------------------------


def sheet(client, **parameters):
    content = client.get("/roles/weaver/interview.csv", parameters).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))[1:]


def test_an_interview_asks_for_what_is_essential_and_says_what_good_looks_like(client, weaver):
    make_requirement(role=weaver, skill=make_skill("patience", name="=patience()"))
    page = parse(client.get(SHEET))

    assert page.texts("h2")[:2] == ["Looms", "=patience()"]
    assert "They can weave cloth" in page.all("li", css="criterion")[0].text
    assert page.all("li", css="criterion")[1].one("dd").text == "not stated"
    assert page.all("ul", css="scores")[0].texts("li") == [
        "Not shown", "Below the level", "At the level", "Above the level",
    ]  # fmt: skip
    assert sheet(client) == [
        ["Looms", "Working", "weave cloth", "not stated", "not stated", "", ""],
        ["'=patience()", "not stated", "not stated", "not stated", "not stated", "", ""],
    ]


def test_an_interview_asks_for_the_musts_that_were_chosen(client, weaver):
    assert [row[0] for row in sheet(client, must=["any.fibre", "dye", "nothing"])] == [
        "Dye", "Fibre: at least one of Silk, Wool",
    ]  # fmt: skip


def test_an_interview_says_of_each_member_of_a_choice_what_good_looks_like(client, weaver):
    thread = make_choice("thread", role=weaver, need=Need.MENTIONED, level=Level.WORKING, minimum=2)
    for name in ("flax", "hemp", "jute"):
        make_requirement(choice=thread, skill=make_skill(name))
        make_descriptor(skill=Skill.objects.get(slug=name), level=Level.PRACTITIONER, text=f"spin {name}")
    make_descriptor(skill=Skill.objects.get(slug="flax"), level=Level.WORKING, text="dry flax")
    make_requirement(role=weaver, skill=make_skill("reed"), need=Need.MENTIONED, level=Level.WORKING)
    [_, criterion] = parse(client.get(SHEET, {"must": ["any.thread", "reed"]})).all("li", css="criterion")

    assert (criterion.texts("p")[0], criterion.texts("dd")) == (
        "At least 2 of Flax, Hemp, Jute",
        ["Flax: they can dry flax", "Flax: they can spin flax Hemp: they can spin hemp Jute: they can spin jute"],
    )
    assert [row[2] for row in sheet(client, must=["any.thread", "reed"])] == [
        f"not stated; of any skill at this level: {Level.WORKING.meaning}", "Flax: dry flax",
    ]  # fmt: skip


# --- The check ------------------------------------------------------------------------------------------------

ADVERT = "Junior Weaver\nRequirements\n- Expert in looms <b>\n- 7 years of experience\n- Klingon"


def test_the_check_reads_a_text_against_the_role_that_it_names(client, weaver):
    response = client.post(CHECK, {"text": ADVERT})
    page = parse(response)

    assert page.one(id="role-title").text == "It is read as: Weaver"
    assert page.one("ol", css="findings").texts("h3") == [
        "1 No pay",
        "2 Looms: above the level",
        "3 A junior with 7 years",
        "4 Years in place of skills our judgement",
        "5 Musts in which no skill was recognised",
    ]
    places = {
        link.attributes["href"][1:]
        for link in page.one("ol", css="findings").all("a")
        if "#at" in link.attributes["href"]
    }
    assert places <= {element.attributes.get("id") for element in page.walk()}
    assert "Line 3: “looms”" in page.one(id="finding-2").text
    assert "<b>" in page.one("div", css="marked-text").text
    assert (response["Cache-Control"], response.cookies) == ("no-store", {})


@pytest.mark.parametrize("role", ["", "weaver"])
def test_the_seniority_is_that_of_the_role_where_the_first_line_says_none(weaver, role):
    text = "Job description\nWeaver\nRequirements\n- 6 years with looms"
    report = Report(text, role)

    assert (report.job.title, report.checked.seniority) == ("Weaver", Seniority.JUNIOR)
    assert [one.title for one in report.findings if one.kind == "contradiction"] == ["A junior with 6 years"]
    assert Report(f"Senior {text}", role).checked.seniority == Seniority.SENIOR


def test_the_check_says_what_to_do_with_a_text_that_it_cannot_read(client, weaver):
    for text, said in (("", "Paste the text"), ("x" * 40_001, "It has 40001 characters; at most 40000 are checked")):
        response = client.post(CHECK, {"text": text})

        assert response.status_code == 422
        page = parse(response)
        assert said in page.one(id="error-text").text
        assert page.one("textarea").text == text


def test_a_text_without_a_role_is_checked_by_itself_or_against_one_that_is_chosen(client, weaver):
    text = "Somebody nice\nRequirements\n- expert in looms"

    alone, chosen = (parse(client.post(CHECK, {"text": text, "role": role})) for role in ("", "weaver"))

    assert alone.one(id="role-title").text == "No role was recognised"
    assert "Looms: above the level" in chosen.one("ol", css="findings").text
    assert chosen.all("p", css="notice") == []
    assert parse(client.post(CHECK, {"text": text, "role": "nobody"})).one("p", css="notice")


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_text_costs_no_more_queries_and_none_has_a_word_of_it(client, weaver, count):
    client.post(CHECK, {"text": ADVERT})

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post(CHECK, {"text": ADVERT + "\n- Looms and dye in Zanzibar" * count})

    assert len(asked) == 17
    assert not [
        query["sql"] for query in asked if "zanzibar" in query["sql"].lower() or "klingon" in query["sql"].lower()
    ]


told = []


def tell(report):
    told.append(report)


@pytest.mark.urls("tests.kinds_of_page")
def test_no_word_of_the_text_is_written_down_even_where_the_check_breaks(weaver, settings, monkeypatch, caplog):
    settings.ERROR_SINK = f"{__name__}.tell"
    errors._sink.cache_clear()
    application = wrap(WSGIHandler())
    body = b"text=Junior+weaver+from+Zanzibar"
    posted = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
    with connection_kept(), caplog.at_level(logging.DEBUG):
        read = ask(application, CHECK, "POST", body, **posted)
        monkeypatch.setattr(check_views, "Report", lambda text, slug: {}[text])
        broken = ask(application, CHECK, "POST", body, **posted)
        counted = ask(application, "/metrics").body
    errors._sink.cache_clear()

    assert (read.status, broken.status, b"Zanzibar" in read.body) == (200, 500, True)
    [report] = told
    written = [repr(vars(record)) for record in caplog.records] + [repr(report), report.traceback, repr(broken.body)]
    assert "KeyError" in report.traceback
    assert not [line for line in [*written, counted.decode()] if "zanzibar" in line.lower()]
    assert metrics.route_of(CHECK) == "job-check"
