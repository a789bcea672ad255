/** Whether the sidebar stands beside the page: `open` or `closed`. */
export const sidebarCookie = 'sidebar'
