-- The deliveries of an alert are found by the unique pair of alert and channel; a second index only cost writing it.
drop index deliveries_alert;
