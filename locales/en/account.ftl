# Accounts: sign up, sign in, password, sessions.
field-name = Your name
field-name-hint = As colleagues and other parties should see it
field-email = Email address
field-email-hint = You sign in with it and we send password links to it
field-password = Password
field-new-password = New password
field-new-password-hint = At least 12 characters. Three or four unrelated words work well
field-present-password = Present password
field-language = Language
field-language-hint = For the mail we send you
password-show = Show
password-hide = Hide
password-show-aria = Show password
password-hide-aria = Hide password
password-shown = Your password is visible
password-hidden = Your password is hidden

sign-up-title = Create an account
sign-up-lede = You need an account to register an organisation, to bid or to run a tender. Reading and checking tenders needs none.
sign-up-button = Create account
sign-up-have = You have an account already?
sign-in-title = Sign in
sign-in-button = Sign in
sign-in-none = You have no account yet?
signed-out-title = You are signed out
signed-out-text = Your keys stay in this browser. If other people use it, sign in again and remove them under “My keys”; your backup file brings them back.
signed-out-again = Sign in again

forgot-title = Reset a forgotten password
forgot-lede = Enter your email address. If it has an account, we send a link with which you can set a new password.
forgot-button = Send the link
forgot-sent-title = Check your mail
forgot-sent-text = { $minutes ->
    [one] If the address has an account, a mail is on its way. The link in it works once, within one minute.
   *[other] If the address has an account, a mail is on its way. The link in it works once, within { $minutes } minutes.
}
forgot-sent-none = No mail after a few minutes? Look in the spam folder, check that you used the address of your account, and then ask for a new link. Only the latest link works.
reset-title = Set a new password
reset-lede = When you save it, every browser where you are signed in is signed out.
reset-button = Set new password
change-password-title = Change your password
change-password-lede = Your other browsers will be signed out. Keys and backup files keep their own passwords.
change-password-button = Change password

account-title = Your account
account-roles = Roles
account-roles-none = None yet. An organisation or a registrar gives roles.
account-password-since = Set on { $time }
account-sessions-text = See in which browsers you are signed in
profile-title = Your details
sessions-title = Signed-in browsers
sessions-lede = If you do not recognise one of these, sign out the others and change your password.
sessions-browser = Browser
sessions-unknown = Did not say
sessions-this = This browser
sessions-begun = Signed in
sessions-seen = Last used
sessions-end = Sign out all other browsers
keys-title = Your keys
keys-none = You have not registered a key. You will be asked to make one, in your browser, when you first need it.
keys-caption = Registered public keys
keys-label = Name
keys-purpose = Purpose
keys-public = Public key
keys-since = Registered
keys-retired = Replaced
key-signing = Signing
key-opening = Opening bids

# Mail
mail-reset-subject = Set a new Tenderseal password
mail-reset-text =
    Dear { $name },

    Somebody, we hope it was you, asked for a new password for your Tenderseal account. Set it here within { $minutes } minutes:

    { $link }

    The link works once. If it was not you, do nothing: your password stays as it is.

    Tenderseal
