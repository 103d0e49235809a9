import type { Answer, Ask } from '../http/message';
import type { World } from '../world';

export const apexRest = ( _ask: Ask, _world: World ): Answer => ( { status: 404 } );
