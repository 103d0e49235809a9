import type { Answer } from '../http/message';
import { elementsOf, xmlDocument, type XmlElement } from '../http/xml';

/** The partner or the enterprise WSDL. */
export type Wsdl = 'partner' | 'enterprise';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

function envelope( namespaces: Record< string, string >, body: XmlElement, status: number ): Answer {
	const attributes = { 'xmlns:soapenv': SOAP, ...namespaces, 'xmlns:xsi': INSTANCE };
	const xml = xmlDocument( { name: 'soapenv:Envelope', attributes, content: [ { name: 'soapenv:Body', content: [ body ] } ] } );
	return { status, body: xml, type: 'text/xml;charset=UTF-8' };
}

/** The children keep their order: clients of Salesforce's own read them by position (§1.4). */
export const soapAnswer = ( wsdl: Wsdl, name: string, content: Record< string, unknown > ): Answer =>
	envelope( { xmlns: `urn:${ wsdl }.soap.sforce.com` }, { name, content: elementsOf( content, { 'xsi:nil': 'true' } ) }, 200 );

export class SoapFault extends Error {
	constructor(
		/** Null when the message is at fault, not what it asks for. */
		readonly code: string | null,
		message: string,
		/** The element of the fault's detail. */
		readonly detail = 'UnexpectedErrorFault'
	) {
		super( message );
		this.name = 'SoapFault';
	}
}

function detailOf( { code, message, detail }: SoapFault ): XmlElement {
	const content = elementsOf( { 'sf:exceptionCode': code, 'sf:exceptionMessage': message } );
	return { name: 'detail', content: [ { name: `sf:${ detail }`, attributes: { 'xsi:type': `sf:${ detail }` }, content } ] };
}

/** Faults come with status 500. Salesforce's own say their code three times; those of SOAP itself have none (§1.4). */
export function faultAnswer( wsdl: Wsdl, fault: SoapFault ): Answer {
	const content =
		fault.code === null
			? elementsOf( { faultcode: 'soapenv:Client', faultstring: fault.message } )
			: [ ...elementsOf( { faultcode: `sf:${ fault.code }`, faultstring: `${ fault.code }: ${ fault.message }` } ), detailOf( fault ) ];
	return envelope( { 'xmlns:sf': `urn:fault.${ wsdl }.soap.sforce.com` }, { name: 'soapenv:Fault', content }, 500 );
}
