# Organisations: registering and waiting.
organisations-title = Your organisations
organisations-none = You have not registered an organisation.
organisations-acts-for = You act for { $name }.
organisations-register = Register an organisation
kind-vendor = Vendor
kind-buyer = Buyer
status-pending = Waiting
status-admitted = Admitted
status-refused = Refused
register-vendor-title = Register as a vendor
register-vendor-lede = For organisations that want to bid. A registrar checks the registration before the first bid.
register-buyer-title = Register as a buyer
register-buyer-lede = For public bodies that want to publish tenders. A registrar checks the registration before the first tender.
register-public = The legal name, country and registration number become public when the organisation is admitted. Contacts and documents are seen only by you, registrars and auditors.
register-organisation = The organisation
register-contact = Whom to contact
register-documents = Proof of registration
register-button = Send registration
field-legal-name = Legal name
field-legal-name-hint = Exactly as in the business or public register
field-country = Country code
field-country-hint = Two letters where it is registered, for example CN, MX or DE
field-registration-number = Registration number
field-registration-number-hint = In China, the unified social credit code of 18 characters
field-address = Registered address
field-contact-name = Contact person
field-telephone = Telephone
field-telephone-hint = With the country code, for example +86 10 5555 0100
field-documents = Documents
field-documents-hint = { $count ->
    [one] One file, PDF, PNG or JPEG, up to { $size } MiB, such as the business licence. If the page comes back with an error, choose the file again.
   *[other] Up to { $count } files, PDF, PNG or JPEG, up to { $size } MiB each, such as the business licence. If the page comes back with an error, choose the files again.
}
organisation-pending = The registration is waiting for a registrar. You will see the decision here; nothing more is needed from you now.
organisation-admitted = The organisation is admitted and may take part.
organisation-refused = The registration was refused: { $reason }
organisation-registered-at = Registered on
registry-title = Organisations waiting for admission
registry-caption = The longest wait first
registry-none = Nobody is waiting.
registry-kind = As
