{ time.timeZone = 
