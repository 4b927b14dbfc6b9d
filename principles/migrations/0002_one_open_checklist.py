from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("principles", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(name="principleset", options={"ordering": ["name", "version"]}),
        migrations.AlterField(
            model_name="principleset",
            name="version",
            field=models.CharField(max_length=20, verbose_name="year and month, so that text order is time order"),
        ),
        migrations.AddConstraint(
            model_name="checklist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revealed_on", None)), fields=("project", "set"), name="one_open_checklist_of_a_set"
            ),
        ),
    ]
