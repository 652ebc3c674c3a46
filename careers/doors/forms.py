"""What is asked at the door and on the page of one's own account."""

from django import forms
from django.contrib.auth import authenticate

ONE_TIME_CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false", "maxlength": 40}


class CodeForm(forms.Form):
    """The second step of signing in."""

    code = forms.CharField(
        help_text="Six digits from your app, or one of your recovery codes.",
        widget=forms.TextInput(ONE_TIME_CODE | {"autofocus": True}),
    )


class PasswordAgainForm(forms.Form):
    """Something that whoever finds a browser open must not do: the password is asked once more."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, request, *arguments, **fields):
        super().__init__(*arguments, **fields)
        self.request = request

    def clean_password(self):
        password = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise forms.ValidationError("This is not your password.")
        return password


class SetUpForm(PasswordAgainForm):
    """A code proves that the app has taken the key on."""

    code = forms.CharField(
        label="The six digits that your app shows now",
        widget=forms.TextInput(ONE_TIME_CODE | {"inputmode": "numeric"}),
    )
    field_order = ["code", "password"]

    def __init__(self, request, key, *arguments, **fields):
        super().__init__(request, *arguments, **fields)
        self.key = key

    def clean_code(self):
        self.device = self.key.proven_device(self.cleaned_data["code"])
        if self.device is None:
            raise forms.ValidationError(
                "This is not the code for this key. Wait for the next one; the clock of your phone has to be right."
            )
        return self.cleaned_data["code"]
