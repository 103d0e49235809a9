import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
	method: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export const ACK =
	'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';

export type Behaviour = ( response: ServerResponse ) => void;

export const answering =
	( body: string, { status = 200, type = 'text/xml' } = {} ): Behaviour =>
	( response ) => {
		response.writeHead( status, { 'Content-Type': type } ).end( body );
	};

export const acknowledging = answering( ACK );
export const refusing = answering( ACK.replace( 'true', 'false' ) );
/** Never answers. */
export const silent: Behaviour = () => undefined;

/** Somebody on loopback who gets messages, and answers as told. */
export class Receiver {
	readonly received: Received[] = [];
	behave: Behaviour = acknowledging;
	private readonly server = createServer( ( request, response ) => {
		const chunks: Buffer[] = [];
		request.on( 'data', ( chunk: Buffer ) => chunks.push( chunk ) );
		request.on( 'end', () => {
			this.received.push( { method: request.method ?? '', headers: request.headers, body: Buffer.concat( chunks ).toString( 'utf8' ) } );
			this.behave( response );
		} );
	} );

	static async open(): Promise< Receiver > {
		const receiver = new Receiver();
		await new Promise< void >( ( done ) => receiver.server.listen( 0, '127.0.0.1', done ) );
		return receiver;
	}

	get url(): string {
		return `http://127.0.0.1:${ ( this.server.address() as AddressInfo ).port }/hook`;
	}

	/** How many connections are still open. */
	connections(): Promise< number > {
		return new Promise( ( done, fail ) => {
			this.server.getConnections( ( error, count ) => ( error ? fail( error ) : done( count ) ) );
		} );
	}

	close(): Promise< void > {
		return new Promise( ( done ) => {
			this.server.close( () => done() );
			this.server.closeAllConnections();
		} );
	}
}
