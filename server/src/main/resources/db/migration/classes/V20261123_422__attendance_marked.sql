-- What was marked since a moment, for the hours that come of it.
create index attendance_marked on classes.attendance (marked_at);
