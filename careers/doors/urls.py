"""Before the admin's own addresses, of which the page to sign in is one."""

from django.contrib.admin import site
from django.urls import path

from . import account_views as own
from . import views

app_name = "doors"

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="sign-in"),
    path("login/second-step/", views.ask_second_step, name="second-step"),
    path("account/", site.admin_view(own.account), name="account"),
    path("account/two-step/", site.admin_view(own.set_up), name="set-up"),
    path("account/two-step/off/", site.admin_view(own.turn_off), name="turn-off"),
    path("account/recovery-codes/", site.admin_view(own.new_codes), name="new-codes"),
    path("account/sign-out/", site.admin_view(own.sign_out_elsewhere), name="sign-out-elsewhere"),
    path("auth/user/<int:pk>/two-step/", site.admin_view(own.reset), name="reset"),
]
