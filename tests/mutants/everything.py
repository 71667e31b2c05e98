"""All breaks, in the order of how soon a test tells."""

from tests.mutants.admission import ADMISSION
from tests.mutants.alarm import ALARM
from tests.mutants.counter import COUNTER
from tests.mutants.expected import EXPECTED
from tests.mutants.faults import FAULTS
from tests.mutants.found import FOUND
from tests.mutants.gate import GATE
from tests.mutants.leaving import LEAVING
from tests.mutants.line import AT_THE_DESK
from tests.mutants.pictures import PICTURES
from tests.mutants.server import SERVER
from tests.mutants.setup import SETUP
from tests.mutants.spare import SPARE
from tests.mutants.subject import SUBJECT
from tests.mutants.tablet import TABLET
from tests.mutants.turns import TURNS
from tests.mutants.upkeep import UPKEEP
from tests.mutants.visitors import VISITORS

ALL = (
    *SERVER,
    *TABLET,
    *SPARE,
    *FOUND,
    *UPKEEP,
    *AT_THE_DESK,
    *VISITORS,
    *TURNS,
    *SUBJECT,
    *PICTURES,
    *EXPECTED,
    *GATE,
    *ADMISSION,
    *COUNTER,
    *LEAVING,
    *ALARM,
    *SETUP,
    *FAULTS,
)
