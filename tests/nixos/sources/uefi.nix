# A configuration of guests that boot from UEFI.
{ nixhost.guest.firmware = "uefi"; }
