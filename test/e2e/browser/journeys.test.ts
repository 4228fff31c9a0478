/** What people do with Muster, in a real browser. One sandbox and one browser serve all of it, so each journey keeps to people and groups of its own. */
import { useStage } from '../../support/browser-stage.ts';
import { aroundRequests } from './around-requests.ts';
import { away } from './away.ts';
import { belonging } from './belonging.ts';
import { confirming } from './confirming.ts';
import { creation } from './creation.ts';
import { deciding } from './deciding.ts';
import { ending } from './ending.ts';
import { lists } from './lists.ts';
import { sharing } from './sharing.ts';
import { signingIn } from './signing-in.ts';
import { owning } from './owning.ts';
import { upkeep } from './upkeep.ts';

const stage = useStage();

creation(stage);
belonging(stage);
deciding(stage);
aroundRequests(stage);
away(stage);
upkeep(stage);
confirming(stage);
owning(stage);
lists(stage);
ending(stage);
sharing(stage);
signingIn(stage);
