using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Infra.NixHost.Analyzers.Reading;

/// <summary>What new inputs are given to, in the same expression.</summary>
/// <param name="IsArgs">Whether they are part of other inputs.</param>
/// <param name="Resource">The resource that takes them; <c>null</c> when they go elsewhere, where more may be set later.</param>
internal readonly record struct Owner(bool IsArgs, IObjectCreationOperation? Resource)
{
    /// <summary>Finds it.</summary>
    public static Owner Of(IObjectCreationOperation inputs)
    {
        for (var around = inputs.Parent; around is not null; around = around.Parent)
        {
            if (around is IObjectCreationOperation creation && !creation.Type.IsOfPulumi())
            {
                return creation.Type.IsArgs() ? new(IsArgs: true, null)
                    : inputs.Type is { } type && creation.Type.IsResourceOf(type)
                        ? new(IsArgs: false, creation)
                    : default;
            }

            if (!IsPartOfInitializer(around))
            {
                return default;
            }
        }

        return default;
    }

    private static bool IsPartOfInitializer(IOperation operation) =>
        operation switch
        {
            IConversionOperation
            or IArgumentOperation
            or IArrayCreationOperation
            or IArrayInitializerOperation
            or ICollectionExpressionOperation
            or IObjectOrCollectionInitializerOperation
            or IMemberInitializerOperation
            or IObjectCreationOperation => true,
            ISimpleAssignmentOperation => operation.Parent
                is IObjectOrCollectionInitializerOperation,
            IInvocationOperation call => call.IsImplicit,
            _ => false,
        };
}
