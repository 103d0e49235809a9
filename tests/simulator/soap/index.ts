import { notFound } from '../http/errors';
import { headerOf, json, type Answer, type Ask } from '../http/message';
import type { World } from '../world';
import { faultAnswer, soapAnswer, SoapFault, type Wsdl } from './answers';
import { readEnvelope, type Envelope } from './envelope';
import { getUserInfo, login, logout, type SoapCall } from './operations';

const OPERATIONS: ReadonlyMap< string, ( call: SoapCall ) => Record< string, unknown > > = new Map( [
	[ 'login', login ],
	[ 'logout', logout ],
	[ 'getUserInfo', getUserInfo ],
] );

const WSDLS: Record< string, Wsdl > = { u: 'partner', c: 'enterprise' };

function run( ask: Ask, world: World, wsdl: Wsdl, version: string ): Answer {
	if ( headerOf( ask, 'soapaction' ) === undefined ) {
		throw new SoapFault( null, 'SOAPAction HTTP header missing' );
	}
	const envelope: Envelope | null = readEnvelope( ask.body );
	if ( ! envelope ) {
		throw new SoapFault( null, 'The message is not a SOAP envelope with one operation' );
	}
	const operation = OPERATIONS.get( envelope.operation );
	if ( ! operation ) {
		throw new SoapFault( null, `No operation available for request ${ envelope.operation }` );
	}
	return soapAnswer( wsdl, `${ envelope.operation }Response`, operation( { ask, world, envelope, version } ) );
}

/** `/services/Soap/u/{v}` and `/c/{v}`, with or without the id of the org behind; nothing else of SOAP is here. */
export function soap( ask: Ask, world: World ): Answer {
	const [ , , , family = '', version = '', ...more ] = ask.path.split( '/' );
	const wsdl = WSDLS[ family ];
	if ( ! wsdl || more.length > 1 ) {
		const { status, items } = notFound();
		return json( items, status );
	}
	if ( ask.method !== 'POST' ) {
		return { status: 405, headers: { Allow: 'POST' } };
	}
	try {
		return run( ask, world, wsdl, version );
	} catch ( error ) {
		if ( error instanceof SoapFault ) {
			return faultAnswer( wsdl, error );
		}
		throw error;
	}
}
