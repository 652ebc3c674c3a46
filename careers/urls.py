"""The site map."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, register_converter

from . import views
from .career_map.views import career_map, way
from .comparison.addresses import SlugsConverter
from .comparison.views import compare, comparison
from .doors.security_txt import security_txt
from .drafts.views import changes
from .embeds.views import oembed
from .forms_of import views as forms
from .forms_of.forms import FormConverter
from .search.views import results, suggestions
from .sitemaps import SITEMAPS

register_converter(SlugsConverter, "slugs")
register_converter(FormConverter, "form")

urlpatterns = [
    path("", views.home, name="home"),
    path("roles/<slug:slug>.<form:form>", forms.role, name="role-form"),
    path("skills/<slug:slug>.<form:form>", forms.skill, name="skill-form"),
    path("compare/<slugs:slugs>.<form:form>", forms.comparison, name="comparison-form"),
    path("", include("roles.urls")),
    path("", include("skills.urls")),
    path("", include("sources.urls")),
    path("compare/", compare, name="compare"),
    path("compare/<slugs:slugs>/", comparison, name="comparison"),
    path("map/", career_map, name="map"),
    path("map/<slug:start>/<slug:goal>/", way, name="way"),
    path("fit/", include("careers.fit.urls")),
    path("", include("careers.jobs.urls")),
    path("search/", results, name="search"),
    path("search/suggest/", suggestions, name="suggestions"),
    path("api/", include("careers.api.urls")),
    path("data/", include("careers.bulk.urls")),
    path("embed/", include("careers.embeds.urls")),
    path("oembed/", oembed, name="oembed"),
    path("about/evidence/", views.about_evidence, name="about-evidence"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("admin/", include("careers.doors.urls")),
    path("admin/", include("careers.tables.urls")),
    path("admin/desk/", include("careers.desk.urls")),
    path("admin/roles/draft/<int:pk>/changes/", admin.site.admin_view(changes), name="draft-changes"),
    path("", include("careers.naming.urls")),
    path("admin/", admin.site.urls),
]

if "debug_toolbar" in settings.INSTALLED_APPS:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))

handler400 = "careers.views.not_understood"
handler403 = "careers.views.forbidden"
handler404 = "careers.views.not_found"
handler500 = "careers.views.server_error"
