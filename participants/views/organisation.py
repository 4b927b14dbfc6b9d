"""Signing in with the accounts of an organisation: there and back. The library is read when somebody does."""

from allauth.socialaccount.providers.openid_connect import views as accounts
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST


@require_POST
@login_not_required
def there(request: HttpRequest, provider_id: str) -> HttpResponse:
    return accounts.login(request, provider_id)


@login_not_required
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return accounts.callback(request, provider_id)
