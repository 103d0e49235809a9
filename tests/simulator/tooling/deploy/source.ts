import { XMLParser } from 'fast-xml-parser';
import { isObject } from '../../http/message';

export type Xml = Record< string, unknown >;
export type ComponentType = 'CustomField' | 'PermissionSet' | 'PlatformEventChannelMember' | 'WorkflowOutboundMessage' | 'Flow' | 'Unknown';

export interface Component {
	type: ComponentType;
	fullName: string;
	fileName: string;
	/** What stands inside the root element, or null when the file cannot be read. */
	xml: Xml | null;
	/** Why it cannot be. */
	problem?: string;
}

const LISTS = new Set( [ 'fields', 'fieldPermissions', 'objectPermissions', 'userPermissions', 'classAccesses', 'outboundMessages', 'actionCalls', 'value' ] );
const parser = new XMLParser( { ignoreAttributes: true, ignoreDeclaration: true, parseTagValue: false, isArray: ( name ) => LISTS.has( name ) } );

function inside( text: string, root: string ): Xml | string {
	if ( /<!DOCTYPE/i.test( text ) ) {
		return 'A document type is not allowed';
	}
	// The parser takes half a document for a whole one.
	if ( ! new RegExp( `(</${ root }|/)>\\s*$` ).test( text ) ) {
		return `Error parsing file: the document does not end with ${ root }`;
	}
	let read: unknown;
	try {
		read = parser.parse( text );
	} catch ( error ) {
		return `Error parsing file: ${ error instanceof Error ? error.message : '' }`;
	}
	const body = isObject( read ) ? read[ root ] : undefined;
	return isObject( body ) ? body : `The root element is not ${ root }`;
}

export const textIn = ( xml: Xml, name: string ): string => ( typeof xml[ name ] === 'string' ? xml[ name ] : '' );
export const listIn = ( xml: Xml, name: string ): Xml[] => ( Array.isArray( xml[ name ] ) ? xml[ name ].filter( isObject ) : [] );

const KINDS: readonly [ folder: RegExp, root: string, type: ComponentType ][] = [
	[ /^objects\/(\w+)\/fields\/(\w+)\.field(?:-meta\.xml)?$/, 'CustomField', 'CustomField' ],
	[ /^objects\/(\w+)\.object(?:-meta\.xml)?$/, 'CustomObject', 'CustomField' ],
	[ /^permissionsets\/(\w+)\.permissionset(?:-meta\.xml)?$/, 'PermissionSet', 'PermissionSet' ],
	[ /^platformEventChannelMembers\/(\w+)\.platformEventChannelMember(?:-meta\.xml)?$/, 'PlatformEventChannelMember', 'PlatformEventChannelMember' ],
	[ /^workflows\/(\w+)\.workflow(?:-meta\.xml)?$/, 'Workflow', 'WorkflowOutboundMessage' ],
	[ /^flows\/(\w+)\.flow(?:-meta\.xml)?$/, 'Flow', 'Flow' ],
];
const FOLDERS = /(?:^|\/)((?:objects|permissionsets|platformEventChannelMembers|workflows|flows)\/.+)$/;

function componentsOf( fileName: string, text: string ): Component[] {
	const path = FOLDERS.exec( fileName )?.[ 1 ] ?? fileName;
	for ( const [ pattern, root, type ] of KINDS ) {
		const parts = pattern.exec( path );
		if ( ! parts ) {
			continue;
		}
		const [ , owner = '', member ] = parts;
		const xml = inside( text, root );
		if ( typeof xml === 'string' ) {
			return [ { type, fullName: member === undefined ? owner : `${ owner }.${ member }`, fileName, xml: null, problem: xml } ];
		}
		if ( root === 'CustomObject' || root === 'Workflow' ) {
			const each = listIn( xml, root === 'Workflow' ? 'outboundMessages' : 'fields' );
			return each.map( ( one ) => ( { type, fullName: `${ owner }.${ textIn( one, 'fullName' ) }`, fileName, xml: one } ) );
		}
		return [ { type, fullName: member === undefined ? owner : `${ owner }.${ member }`, fileName, xml } ];
	}
	return [ { type: 'Unknown', fullName: fileName, fileName, xml: null, problem: `Files like ${ fileName } cannot be deployed to this simulator` } ];
}

/** What others refer to comes first. */
const ORDER: readonly ComponentType[] = [ 'CustomField', 'PlatformEventChannelMember', 'WorkflowOutboundMessage', 'Flow', 'PermissionSet', 'Unknown' ];

/** Source format and Metadata API format, in any folder (§12.6). */
export const readComponents = ( files: ReadonlyMap< string, string > ): Component[] =>
	[ ...files ]
		.filter( ( [ name ] ) => ! /(?:^|\/)(?:package|destructiveChanges\w*)\.xml$/.test( name ) )
		.flatMap( ( [ name, text ] ) => componentsOf( name, text ) )
		.sort( ( a, b ) => ORDER.indexOf( a.type ) - ORDER.indexOf( b.type ) );

const NUMBERS = new Set( [ 'length', 'precision', 'scale', 'visibleLines', 'startingNumber' ] );
const TEXTS = new Set( [ 'label', 'description', 'inlineHelpText', 'defaultValue', 'formula', 'fullName' ] );

/** XML says everything in text; the Metadata of the Tooling API does not. */
export function typed( name: string, value: unknown ): unknown {
	if ( Array.isArray( value ) ) {
		return value.map( ( one: unknown ) => typed( name, one ) );
	}
	if ( isObject( value ) ) {
		return Object.fromEntries( Object.entries( value ).map( ( [ key, one ] ) => [ key, typed( key, one ) ] ) );
	}
	if ( NUMBERS.has( name ) ) {
		return Number( value );
	}
	return ! TEXTS.has( name ) && ( value === 'true' || value === 'false' ) ? value === 'true' : value;
}
