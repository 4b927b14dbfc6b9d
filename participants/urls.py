from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from participants.access import just_signed_in
from participants.views import choices, email, later, mail, organisation, pages, reading, ways

sign_in = login_not_required(account.request_login_code)
add_passkey = just_signed_in(passkey.add_webauthn)
remove_passkey = just_signed_in(passkey.remove_webauthn)

# Of the sign-in library only what we use: its other pages would be doors to nowhere. It asks for its own names.
urlpatterns = [
    path("account/login/", sign_in, name="account_login"),
    path("account/login/", sign_in, name="account_request_login_code"),
    path("account/login/", sign_in, name="socialaccount_login_cancelled"),
    path("account/login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("account/login/password/", login_not_required(account.login), name="password_login"),
    path("account/login/passkey/", login_not_required(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("account/login/second-step/", second_step.authenticate, name="mfa_authenticate"),
    path("account/login/<slug:provider_id>/go/", organisation.there, name="openid_connect_login"),
    path("account/login/<slug:provider_id>/back/", organisation.back, name="openid_connect_callback"),
    path("account/login/again/", ways.sign_in_again, name="sign_in_again"),
    path("account/own-device/", ways.own_device, name="own_device"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/logout/everywhere/", ways.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/by-invitation/", account.signup, name="account_signup"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/", ways.sign_in_ways, name="sign_in_ways"),
    path("account/", ways.sign_in_ways, name="mfa_index"),
    path("account/", ways.sign_in_ways, name="mfa_list_webauthn"),
    path("account/password/", ways.password, name="password"),
    path("account/password/remove/", ways.password_remove, name="password_remove"),
    path("account/app/", just_signed_in(app.activate_totp), name="mfa_activate_totp"),
    path("account/app/remove/", just_signed_in(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/passkey/", add_passkey, name="mfa_add_webauthn"),
    path("account/passkey/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("account/spare-codes/", ways.spare_codes, name="mfa_view_recovery_codes"),
    path("account/spare-codes/new/", ways.spare_codes_new, name="spare_codes_new"),
    path("mail", mail.mail, name="mail"),
    path("messages/<uuid:pk>/later", later.remind_later, name="remind_later"),
    path("me", choices.choices, name="choices"),
    path("me/email", email.email_change, name="email_change"),
    path("me/email/code", email.email_code, name="email_code"),
    path("me/change/<slug:what>", choices.choice, name="choice"),
    path("bigger-text", reading.reading, name="reading"),
    path("help", pages.help, name="help"),
    path("how-we-use-what-you-tell-us", pages.how_we_use, name="how_we_use"),
    path("making-this-easy-to-use", pages.accessibility, name="accessibility"),
    path("components", pages.components, name="components"),
]
