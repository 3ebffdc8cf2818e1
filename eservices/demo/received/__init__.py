"""What the demo's municipality has received in the last weeks, by committee."""

from eservices.demo.received import building, leisure, school, street

RECEIVED = (*school.SCHOOL, *building.BUILDING, *building.COMPLAINTS, *leisure.LEISURE, *street.STREET)
