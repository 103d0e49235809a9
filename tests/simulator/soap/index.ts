import type { Answer, Ask } from '../http/message';
import type { World } from '../world';

export const soap = ( _ask: Ask, _world: World ): Answer => ( { status: 404 } );
