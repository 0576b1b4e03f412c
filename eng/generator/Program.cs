using Infra.NixHost.Generator;

// make generate: writes what follows from the provider's definitions.
if (args is not [var directory, var schema])
{
    Console.Error.WriteLine(
        "Give the directory of the generated classes and the file of the schema."
    );
    return 2;
}

GeneratedLibrary.WriteTo(directory);
File.WriteAllText(schema, GeneratedSchema.Text());
return 0;
