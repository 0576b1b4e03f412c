# What every machine of this root has.
{ time.timeZone = "Europe/Berlin"; }
