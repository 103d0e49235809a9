import fc from 'fast-check';
import { mapRecord, traceRecord, transformNames } from '../../../sync-worker/src/mapping';
import { aField, aMapping, aRecord, compiled } from '../doubles/builders';

const trace = async ( field: Parameters< typeof aField >[ 0 ], fields: Record< string, unknown > ) =>
	( await traceRecord( compiled( aMapping( { fields: [ aField( field ) ] } ) ), aRecord( 1, 0, fields ) ) )[ 0 ];

describe( 'a trace', () => {
	it( 'names each step with what came in and what went out', async () => {
		const transforms = [ { name: 'trim' }, { name: 'split', options: { separator: ';' } } ];
		expect( await trace( { to: 'taxonomy:genre', from: 'Genre__c', transforms }, { Genre__c: ' Play;Dance;Play ' } ) ).toEqual( {
			to: 'taxonomy:genre',
			raw: { Genre__c: ' Play;Dance;Play ' },
			steps: [
				{ name: 'trim', before: ' Play;Dance;Play ', after: 'Play;Dance;Play' },
				{ name: 'split', options: { separator: ';' }, before: 'Play;Dance;Play', after: [ 'Play', 'Dance', 'Play' ] },
				{ name: 'fit', before: [ 'Play', 'Dance', 'Play' ], after: [ 'Play', 'Dance' ] },
			],
			end: { state: 'sent', value: [ 'Play', 'Dance' ] },
		} );
	} );

	it( 'says where an empty value was replaced, kept or refused', async () => {
		const of = async ( empty: 'clear' | 'keep' | 'default' | 'reject' ) =>
			trace( { to: 'title', from: 'Empty__c', empty, default: 'Untitled' }, { Empty__c: null } );
		expect( await of( 'default' ) ).toMatchObject( {
			steps: [ { name: 'empty', before: null, after: 'Untitled' } ],
			end: { state: 'sent', value: 'Untitled' },
		} );
		expect( await of( 'keep' ) ).toMatchObject( { steps: [], end: { state: 'kept' } } );
		expect( await of( 'reject' ) ).toMatchObject( { end: { state: 'refused', fault: { code: 'required_value_missing' } } } );
	} );

	it( 'shows every field an expression reads, and the one it may not', async () => {
		expect( await trace( { to: 'meta:x', expression: 'A__c & B__c' }, { A__c: 'a' } ) ).toEqual( {
			to: 'meta:x',
			raw: { A__c: 'a' },
			steps: [],
			end: { state: 'unreadable', path: 'B__c' },
		} );
	} );

	it( 'ends where mapping ends, whatever the record and the steps, and its steps join up', async () => {
		const anyValue = fc.oneof(
			fc.string(),
			fc.constant( null ),
			fc.double(),
			fc.boolean(),
			fc.array( fc.string(), { maxLength: 3 } ),
			fc.constant( { inner: 1 } )
		);
		const anyField = fc.record( {
			from: fc.constantFrom( 'A__c', 'B__c', 'Missing__c' ),
			to: fc.constantFrom( 'title', 'content', 'slug', 'meta:x', 'taxonomy:genre', 'image' ),
			empty: fc.constantFrom( 'clear' as const, 'keep' as const, 'default' as const, 'reject' as const ),
			transforms: fc.array( fc.record( { name: fc.constantFrom( ...transformNames ) } ), { maxLength: 3 } ),
		} );
		await fc.assert(
			fc.asyncProperty( fc.array( anyField, { minLength: 1, maxLength: 4 } ), anyValue, anyValue, async ( drafts, a, b ) => {
				const fields = drafts.map( ( draft, index ) =>
					aField( { ...draft, to: draft.to.startsWith( 'meta:' ) ? `meta:x${ index }` : draft.to, default: 'd' } )
				);
				const mapping = compiled( aMapping( { fields } ) );
				const record = aRecord( 1, 0, { A__c: a, B__c: b } );
				const [ mapped, traces ] = [ await mapRecord( mapping, record ), await traceRecord( mapping, record ) ];
				const refused = traces.map( ( { end } ) => end ).find( ( { state } ) => state === 'refused' );
				if ( mapped.state === 'rejected' ) {
					expect( refused ).toMatchObject( { fault: { code: mapped.failure.code } } );
				} else {
					const sent = traces.flatMap( ( { to, end } ) => ( end.state === 'sent' ? [ [ to, end.value ] as const ] : [] ) );
					expect( refused ).toBeUndefined();
					expect( Object.fromEntries( sent ) ).toEqual( mapped.values );
				}
				for ( const { steps } of traces ) {
					steps.slice( 1 ).forEach( ( step, index ) => expect( step.before ).toEqual( steps[ index ]?.after ) );
				}
			} ),
			{ seed: 8, numRuns: 300 }
		);
	} );
} );
