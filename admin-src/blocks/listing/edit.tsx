import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import type { BlockEditProps } from '@wordpress/blocks';
import { Disabled, PanelBody, RangeControl, TextControl, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import ServerSideRender from '@wordpress/server-side-render';

export interface ListingAttributes extends Record< string, unknown > {
	perPage: number;
	showFilter: boolean;
	genre: string;
	venue: string;
	season: string;
}

export function Edit( { attributes, setAttributes }: BlockEditProps< ListingAttributes > ) {
	return (
		<div { ...useBlockProps() }>
			<InspectorControls>
				<PanelBody title={ __( 'Listing', 'callboard' ) }>
					<RangeControl
						label={ __( 'Performances on a page', 'callboard' ) }
						min={ 1 }
						max={ 100 }
						value={ attributes.perPage }
						onChange={ ( perPage ) => setAttributes( { perPage: perPage ?? 20 } ) }
					/>
					<ToggleControl
						label={ __( 'Visitors can filter', 'callboard' ) }
						checked={ attributes.showFilter }
						onChange={ ( showFilter ) => setAttributes( { showFilter } ) }
					/>
					<FixedFacet
						label={ __( 'Only this genre', 'callboard' ) }
						value={ attributes.genre }
						onChange={ ( genre ) => setAttributes( { genre } ) }
					/>
					<FixedFacet
						label={ __( 'Only this venue', 'callboard' ) }
						value={ attributes.venue }
						onChange={ ( venue ) => setAttributes( { venue } ) }
					/>
					<FixedFacet
						label={ __( 'Only this season', 'callboard' ) }
						value={ attributes.season }
						onChange={ ( season ) => setAttributes( { season } ) }
					/>
				</PanelBody>
			</InspectorControls>
			<Disabled>
				<ServerSideRender block="callboard/listing" attributes={ attributes } />
			</Disabled>
		</div>
	);
}

function FixedFacet( props: { label: string; value: string; onChange: ( value: string ) => void } ) {
	return <TextControl help={ __( 'Its name in web addresses; several with commas. Empty: all.', 'callboard' ) } { ...props } />;
}
