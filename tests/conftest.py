import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import SimpleTestCase
from hypothesis import settings

from careers import content as files
from sources.models import Document

# A busy machine is no fault of the code, and every run draws other examples than the last.
settings.register_profile("waymark", deadline=None, max_examples=50)
# Laws have been tried on SQLite; here what matters is that the database agrees.
settings.register_profile("postgresql", deadline=None, max_examples=15)
settings.load_profile("postgresql" if connection.vendor == "postgresql" else "waymark")


# What pages say; the queries behind them are asked on PostgreSQL by the tests of the whole stack, page by page.
PAGES = {
    f"tests/test_{name}.py"
    for name in (
        *("fit", "fit_codes", "fit_matching", "job_check", "job_descriptions", "job_forms", "api_tutorial", "forms_of"),
        *("choosing", "embeds", "linked"),
        *(
            "about_pages",
            "access",
            "brief",
            "career_map",
            "choosing",
            "compare_frameworks",
            "comparison",
            "education_pages",
        ),
        *("framework_pages", "home", "ladder", "linked_data", "profile", "public_pages", "role_page", "skill_pages"),
        *("source_pages", "ways", "checks", "doubts", "form_html", "html", "observing", "role_list", "skill_list"),
    )
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if connection.vendor == "postgresql":
        # What asks no database anything, or nothing that another would answer otherwise, has been run on SQLite.
        without = [item for item in items if item.get_closest_marker("any_database") or not _asks_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]
    # Tests with the content of the site follow those that start from an empty database, so that it is loaded
    # once; tests that commit empty the database afterwards, so they come last.
    items.sort(key=lambda item: (_commits(item), "content" in item.fixturenames))


def _asks_a_database(item):
    if item.nodeid.partition("::")[0] in PAGES:
        return False
    if {"db", "transactional_db", "live_server"} & set(item.fixturenames) or item.get_closest_marker("postgresql"):
        return True
    return bool(item.get_closest_marker("django_db")) or issubclass(item.cls or object, SimpleTestCase)


def _commits(item):
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))


def pytest_runtest_setup(item):
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: make test runs it")


@pytest.fixture
def connection_stays_open():
    """At the end of a request Django closes a connection with a transaction under way, which a test has."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(django_db_modify_db_settings_xdist_suffix, request):
    """Give each process a database in memory, which pytest-django does only where the engine is Django's own."""
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"file:memorydb_{worker}?mode=memory&cache=shared"


@pytest.fixture(scope="session")
def _content_of_session(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        files.load()


@pytest.fixture
def content(_content_of_session, db):
    """The content of fixtures/, as on the published site; what a test changes is taken back after it."""
    if not Document.objects.exists():
        files.load()  # A test that commits has emptied the database since.
