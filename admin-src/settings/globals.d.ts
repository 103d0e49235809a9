interface Window {
	/** Printed by Admin\Assets. */
	callboardSettings: {
		page_url: string;
		site_url: string;
		version: string;
	};
}
