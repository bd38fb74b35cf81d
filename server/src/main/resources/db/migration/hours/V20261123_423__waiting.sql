-- What waits for approval of everybody, the oldest day first.
create index standing_waits on hours.standing (day, entry_id) where not approved;
