-- Under which id the publications of an event stand, for as long as a report of it is open.
CREATE TABLE published_events (
    event TEXT NOT NULL PRIMARY KEY,
    published TEXT NOT NULL
);
