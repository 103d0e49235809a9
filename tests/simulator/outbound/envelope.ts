import { XMLParser } from 'fast-xml-parser';
import type { Org } from '../org/org';
import { findField, type Field, type SObject, type Value } from '../org/schema';
import type { Row } from '../org/store';
import { readValue } from '../org/values';
import type { OutboundMessage } from './definitions';

export interface Notification {
	/** 04l…: the same on every attempt, so that a receiver can tell what it has seen. */
	id: string;
	recordId: string;
}

/** Characters that XML 1.0 cannot carry at all. */
const isSpeakable = ( char: string ): boolean => ( char >= ' ' ? char !== '\uFFFE' && char !== '\uFFFF' : '\t\n\r'.includes( char ) );

const escape = ( text: string ): string =>
	text
		.replace( /./gsu, ( char ) => ( isSpeakable( char ) ? char : '' ) )
		.replace( /&/g, '&amp;' )
		.replace( /</g, '&lt;' )
		.replace( />/g, '&gt;' )
		.replace( /"/g, '&quot;' );

function print( field: Field, value: Exclude< Value, null > ): string {
	if ( field.type === 'datetime' ) {
		return String( value ).replace( /\+0000$/, 'Z' );
	}
	const fraction = [ 'double', 'currency', 'percent' ].includes( field.type );
	return fraction && Number.isInteger( value ) ? `${ String( value ) }.0` : escape( String( value ) );
}

/** The chosen fields as they are now; nulls and what the integration user may not see are left out (§6). */
function fieldsOf( org: Org, seen: SObject, row: Row, names: readonly string[] ): string {
	return [ ...names ]
		.filter( ( name ) => name !== 'Id' )
		.sort()
		.map( ( name ) => {
			const field = findField( seen, name );
			const value = field ? readValue( org.store, row, field ) : null;
			return field && value !== null ? `<sf:${ name }>${ print( field, value ) }</sf:${ name }>` : '';
		} )
		.join( '' );
}

function sObject( org: Org, message: OutboundMessage, recordId: string ): string {
	const row = org.store.table( message.object ).get( recordId );
	const person = org.personNamed( message.integrationUser );
	const access = person && org.accessOf( person.userId );
	const seen = access?.schema.find( message.object );
	const open = `<sObject xsi:type="sf:${ message.object }" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"`;
	// A record that is gone, or that the integration user does not see, comes without data (§6).
	if ( ! row || row.deleted || ! seen || access?.sees( row ) !== true ) {
		return `${ open }/>`;
	}
	return `${ open }><sf:Id>${ row.id }</sf:Id>${ fieldsOf( org, seen, row, message.fields ) }</sObject>`;
}

export interface Addressed {
	message: OutboundMessage;
	notifications: readonly Notification[];
	/** Address of the org. */
	url: string;
	sessionId: string | null;
}

/** The order inside `notifications` is fixed by the WSDL (§6). */
export function envelope( org: Org, { message, notifications, url, sessionId }: Addressed ): string {
	const soap = ( kind: string ): string => `${ escape( url ) }/services/Soap/${ kind }/${ message.apiVersion }/${ org.id.slice( 0, 15 ) }`;
	const each = notifications.map( ( { id, recordId } ) => `<Notification><Id>${ id }</Id>${ sObject( org, message, recordId ) }</Notification>` );
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
		'<soapenv:Body>',
		'<notifications xmlns="http://soap.sforce.com/2005/09/outbound">',
		`<OrganizationId>${ org.id }</OrganizationId>`,
		`<ActionId>${ message.id }</ActionId>`,
		sessionId === null ? '<SessionId xsi:nil="true"/>' : `<SessionId>${ escape( sessionId ) }</SessionId>`,
		`<EnterpriseUrl>${ soap( 'c' ) }</EnterpriseUrl>`,
		`<PartnerUrl>${ soap( 'u' ) }</PartnerUrl>`,
		...each,
		'</notifications>',
		'</soapenv:Body>',
		'</soapenv:Envelope>',
	].join( '\n' );
}

const parser = new XMLParser( { ignoreAttributes: false, removeNSPrefix: true, processEntities: false, parseTagValue: false } );
const inside = ( value: unknown, name: string ): unknown => ( typeof value === 'object' && value !== null ? Reflect.get( value, name ) : undefined );

const NAMESPACE = /xmlns(?::\w+)?\s*=\s*["']http:\/\/soap\.sforce\.com\/2005\/09\/outbound["']/;

/** Whether the answer says `<Ack>true</Ack>`, in the envelope that was agreed; anything else is a refusal. */
export function acknowledges( text: string ): boolean {
	// The parser takes half a document for a whole one.
	const isWhole = /Envelope>\s*$/.test( text );
	if ( ! isWhole || /<!DOCTYPE/i.test( text ) || ! NAMESPACE.test( text ) ) {
		return false;
	}
	try {
		const read: unknown = parser.parse( text );
		const response = inside( inside( inside( read, 'Envelope' ), 'Body' ), 'notificationsResponse' );
		return String( inside( response, 'Ack' ) ).trim() === 'true';
	} catch {
		return false;
	}
}
