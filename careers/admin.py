"""What the admin is called."""

from django.contrib import admin

admin.site.site_title = "Waymark"
admin.site.site_header = "Waymark"
admin.site.index_title = "What would you like to edit?"
