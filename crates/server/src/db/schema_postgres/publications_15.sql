-- Each page of the library's feed looks for the others of an event.
CREATE INDEX publications_by_event ON publications (event);
