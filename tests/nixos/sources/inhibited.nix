{ system.switch.inhibitors.dbus-implementation = "broker"; }
