from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0004_among_members'),
    ]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='knows',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='the calendar entry they were told last, or saw when they replied'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='supporter',
            field=models.BooleanField(default=False, verbose_name='brings somebody who supports them'),
        ),
    ]
